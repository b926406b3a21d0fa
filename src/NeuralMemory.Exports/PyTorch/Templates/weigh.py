def weigh(scores, sees):
#: if top-k
    """Weights of scores [..., S]: a softmax over the highest ones that are seen; sees tells which these may be."""
    scores = scores.masked_fill(~sees, -math.inf)
    best = scores.sort(dim=-1, descending=True, stable=True).indices[..., :{{most}}]
    kept = torch.zeros_like(sees.expand_as(scores)).scatter(-1, best, True)
    return scores.masked_fill(~kept, -math.inf).softmax(dim=-1)
#: elif hard
    """Weights of scores [..., S]: 1 for the highest that is seen; the gradient is that of the softmax."""
    scores = scores.masked_fill(~sees, -math.inf)
    best = scores.sort(dim=-1, descending=True, stable=True).indices[..., :1]
    hard, soft = torch.zeros_like(scores).scatter(-1, best, 1), scores.softmax(dim=-1)
    return hard + (soft - soft.detach())
#: else
    """Weights of scores [..., S]: a softmax over those that are seen."""
    return scores.masked_fill(~sees, -math.inf).softmax(dim=-1)
#: end
