module astdump

go 1.25
