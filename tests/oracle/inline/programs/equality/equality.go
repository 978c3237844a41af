// Package equality has types whose values are compared by functions that gc makes with type descriptors.
package equality

type named interface{ name() string }

type text string

type strings struct {
	first  string
	_      int
	second text
	number int
}

type memory struct {
	words [5]uint64
	_     int8
	more  [3]uint32
	rest  [2]uint64
	last  byte
}

type mixed struct {
	value any
	bytes [100]byte
	flag  bool
	text  string
	part  float64
}

type few struct {
	a, b float32
	c    int32
}

type pairs [2]string

type many [7]string

type rows [9]struct {
	number int
	text   string
}

type values [3]struct {
	value any
	text  string
}

type nested struct {
	strings
	rows rows
	f    float64
}

func (strings) name() string { return "" }
func (memory) name() string  { return "" }
func (mixed) name() string   { return "" }
func (few) name() string     { return "" }
func (pairs) name() string   { return "" }
func (many) name() string    { return "" }
func (rows) name() string    { return "" }
func (values) name() string  { return "" }
func (nested) name() string  { return "" }

// The keys' hash functions come with the map's descriptor.
type table map[strings]map[nested]many

func (table) name() string { return "" }

type keyed map[[2]mixed]map[[3]float64]few

func (keyed) name() string { return "" }

func all() []named {
	return []named{strings{}, memory{}, mixed{}, few{}, pairs{}, many{}, rows{}, values{}, nested{}, table{}, keyed{}}
}
