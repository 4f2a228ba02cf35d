package picture

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// corner is the radius of a line's corners.
const corner = 14

func (p point) minus(q point) point              { return point{p.x - q.x, p.y - q.y} }
func (p point) plus(q point) point               { return point{p.x + q.x, p.y + q.y} }
func (p point) times(f float64) point            { return point{p.x * f, p.y * f} }
func (p point) length() float64                  { return math.Hypot(p.x, p.y) }
func (p point) unit() point                      { return p.times(1 / max(p.length(), 1e-9)) }
func (p point) turned() point                    { return point{-p.y, p.x} }
func (p point) towards(q point, d float64) point { return p.plus(q.minus(p).unit().times(d)) }

func (p point) String() string { return number(p.x) + " " + number(p.y) }

// number writes a coordinate with one digit behind the point at most, so that the
// bytes do not depend on how a machine rounds.
func number(f float64) string {
	text := strconv.FormatFloat(f, 'f', 1, 64)
	return strings.TrimSuffix(strings.TrimSuffix(text, ".0"), "-0")
}

// tip returns where a route ends, and the point that it comes from.
func (r route) tip() (end, before point) {
	return r.points[len(r.points)-1], r.points[len(r.points)-2]
}

// path writes a route that ends a little before its tip, where the head begins.
func (r route) path(short float64) string {
	end, before := r.tip()
	end = end.towards(before, short)
	p := r.points
	if r.curved {
		return fmt.Sprintf("M%s C%s %s %s", p[0], p[1], p[2], end)
	}
	var b strings.Builder
	b.WriteString("M" + p[0].String())
	for i := 1; i < len(p)-1; i++ {
		fmt.Fprintf(&b, " L%s Q%s %s", p[i].towards(p[i-1], corner), p[i], p[i].towards(p[i+1], corner))
	}
	return b.String() + " L" + end.String()
}

// head writes the arrow head of a route, so long and twice as wide as half.
func (r route) head(long, half float64) string {
	end, before := r.tip()
	back := end.towards(before, long)
	side := end.minus(before).unit().turned().times(half)
	return fmt.Sprintf("M%s L%s L%s Z", end, back.plus(side), back.minus(side))
}

// between is a route for what has no place in the drawing: bent a little to the
// right of its way, from border to border of two states.
func between(from, to point) route {
	way := to.minus(from)
	middle := from.plus(way.times(.5)).plus(way.turned().times(-.18))
	return route{true, []point{border(from, middle), middle, middle, border(to, middle)}}
}

// border returns where the way from a state's middle leaves its box.
func border(centre, to point) point {
	way := to.minus(centre)
	reach := math.Min(boxWidth/2/math.Max(math.Abs(way.x), 1e-9), boxHeight/2/math.Max(math.Abs(way.y), 1e-9))
	return centre.plus(way.times(reach))
}

// length is that of the way from point to point.
func (r route) length() (whole float64) {
	for i := 1; i < len(r.points); i++ {
		whole += r.points[i].minus(r.points[i-1]).length()
	}
	return whole
}

// at returns the point that lies a part of the way along a route, corners taken as
// sharp.
func (r route) at(part float64) point {
	p := r.points
	if r.curved {
		u := 1 - part
		return p[0].times(u * u * u).plus(p[1].times(3 * u * u * part)).plus(p[2].times(3 * u * part * part)).plus(p[3].times(part * part * part))
	}
	left := r.length() * part
	for i := 1; ; i++ {
		if leg := p[i].minus(p[i-1]).length(); left <= leg || i == len(p)-1 {
			return p[i-1].towards(p[i], left)
		} else {
			left -= leg
		}
	}
}
