#ifdef GOARCH_amd64
#define CALL_BOTH(NAME) \
  MOVQ $0, 0(SP);       \
  CALL NAME(SB)
#else
#define CALL_BOTH(NAME) CALL ·never(SB)
#endif
