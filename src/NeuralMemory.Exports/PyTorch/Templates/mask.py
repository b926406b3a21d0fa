#: if lengths
def mask(x, lengths=None{{causal}}):
    """Which steps a step of x [B, T, I] sees, [B or 1, 1, T, T]; lengths [B] are those of shorter sequences."""
#: else
def mask(x):
    """Which steps a step of x [B, T, I] sees, [1, 1, T, T]."""
#: end
    places = torch.arange(x.shape[1], device=x.device)
    back = places.unsqueeze(1) - places  # how far back a step lies
#: if both
    sees = (back >= 0) if causal else torch.ones_like(back, dtype=torch.bool)
#: elif encoder
    sees = torch.ones_like(back, dtype=torch.bool)
#: else
    sees = back >= 0
#: end
#: if window
    sees = sees & (back.abs() < {{window}})
#: end
#: if lengths
    if lengths is not None:  # what lies behind an end sees itself, so that it stays finite
        sees = sees & (places < lengths.to(x.device).view(-1, 1, 1, 1)) | (back == 0)
#: end
    return sees.view(-1, 1, *sees.shape[-2:])
