// Package jumps has methods of embedded pointers: where gc cannot inline such a method, the wrapper for the outer type jumps to it, and no flow says
// that it returns what the method does. Parameters without names stand where their types do.
package jumps

type inner struct{ text *string }

func (i *inner) large(other *string) *string {
	for i.text != nil && i.text != other {
		i.text = i.next()
	}
	return i.text
}

//go:noinline
func (i *inner) next() *string { return i.text }

func (i *inner) small(other *string) *string { return other }

func (i inner) value(other *string) (*string, *string) {
	for i.text != other {
		i = inner{other}
	}
	return i.text, other
}

type outer struct{ *inner }

type beside struct {
	number int
	inner
}

type user interface {
	large(*string) *string
	value(*string) (_, last *string)
	ignore(*string, func(a, b *int) *int, ...*string)
}

type embedding interface {
	user
	more(map[string]*int) *int
}

func (i *inner) ignore(*string, func(a, b *int) *int, ...*string) {}

func use(o *outer, b *beside, e embedding) []user { return []user{o, b, e} }
