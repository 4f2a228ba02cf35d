// Package occupancy shows how many subscriptions of a population are in each state over
// time. Call [Text] for the chart of a terminal, [SVG] for a picture.
//
// Both are stacked areas: a column is an instant, its height the whole population. What
// the published rule says of a state and how this project reads it stand apart.
package occupancy
