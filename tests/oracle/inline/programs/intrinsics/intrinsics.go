// Package intrinsics: calls that the back end has instructions for cost as little as they do then.
package intrinsics

import (
	"math"
	"math/bits"
	"runtime"
	"sync"
	"sync/atomic"
)

func counts(x uint64) int {
	return bits.OnesCount64(x) + bits.TrailingZeros64(x) + bits.LeadingZeros64(x) + bits.Len(uint(x))
}

func rotates(x uint32, k int) uint32 {
	return bits.RotateLeft32(x, k) ^ bits.ReverseBytes32(x) ^ bits.Reverse32(x)
}

func wide(x, y uint64) (uint64, uint64) {
	h, l := bits.Mul64(x, y)
	s, c := bits.Add64(h, l, 0)
	return s, c
}

func floats(x float64) float64 {
	return math.Sqrt(x) + math.Abs(x) + math.Floor(x) + math.FMA(x, x, x) + math.Copysign(x, 1)
}

func bitsOf(x float64) uint64 { return math.Float64bits(x) }

func atomics(p *int64, v *atomic.Int64, q *atomic.Pointer[int]) int64 {
	q.Store(nil)
	return atomic.AddInt64(p, 1) + v.Load() + v.Add(2) + atomic.LoadInt64(p)
}

func swaps(p *atomic.Uint32) bool { return p.CompareAndSwap(1, 2) }

func keeps(p *int) { runtime.KeepAlive(p) }

func locks(m *sync.Mutex, r *sync.RWMutex) { m.Lock(); m.Unlock(); r.RLock(); r.RUnlock() }

func once(o *sync.Once, f func()) { o.Do(f) }

func caller() (uintptr, string, int, bool) { return runtime.Caller(0) }
