package ink

import "github.com/fatih/color"

// A Colour paints text, where colours are on.
type Colour = color.Color

// A Palette holds the colours of a report for a terminal.
type Palette struct {
	Red, Green, Yellow, Bold *Colour
	Alarm                    *Colour // bold and red
	Plain                    *Colour // as it is
}

// NewPalette returns the colours, or colours that change nothing.
func NewPalette(on bool) Palette {
	return Palette{
		Red: paint(on, color.FgRed), Green: paint(on, color.FgGreen), Yellow: paint(on, color.FgYellow),
		Bold: paint(on, color.Bold), Alarm: paint(on, color.FgRed, color.Bold), Plain: paint(false),
	}
}

// paint returns a colour that is on or off whatever the environment says.
func paint(on bool, attributes ...color.Attribute) *Colour {
	c := color.New(attributes...)
	if c.DisableColor(); on {
		c.EnableColor()
	}
	return c
}
