#include "textflag.h"
#include "macros.h"

TEXT ·leaks(SB), NOSPLIT, $0-16
	RET

TEXT ·several(SB), NOSPLIT, $0-56
	RET

TEXT ·keeps(SB), NOSPLIT, $0-24
	RET

TEXT ·nothing(SB), NOSPLIT, $32-0
	CALL ·called(SB)
	MOVQ $·mentioned(SB), AX
	CALL_BOTH(·byMacro)
	RET
