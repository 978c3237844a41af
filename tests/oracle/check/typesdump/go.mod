module escapement.dev/typesdump

go 1.26
