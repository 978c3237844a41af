module escapement.dev/bench/check

go 1.26
