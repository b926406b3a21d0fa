def reverse(x, lengths=None):
    """Each sequence of x [B, T, n] from its end to its beginning; what lies behind the end stays there."""
    if lengths is None:
        return x.flip(1)
    steps = torch.arange(x.shape[1], device=x.device)
    order = lengths.to(x.device).unsqueeze(1) - 1 - steps
    order = torch.where(order < 0, steps, order)
    return x.gather(1, order.unsqueeze(2).expand_as(x))
