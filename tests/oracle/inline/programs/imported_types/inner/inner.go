package inner

type Item interface{ M() }

type List []Item

type Box struct{ List List }

func ToList[T Item](s []T) List {
	out := make(List, len(s))
	for i, n := range s {
		out[i] = n
	}
	return out
}

func ToBox[T Item](s []T) *Box {
	return &Box{ToList(s)}
}
