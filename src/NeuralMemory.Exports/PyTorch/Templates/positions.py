#: if rotary
def rotate(x):
    """Rotary positions (Su et al. 2021): pairs of numbers of x [B, heads, T, D], turned by their places."""
    steps, size = x.shape[2:]
    turns = 10000 ** (-torch.arange(0, size, 2, dtype=torch.float64) / size)
    angles = torch.arange(steps).unsqueeze(1) * turns  # [T, D / 2]
    cos, sin = angles.cos().to(x), angles.sin().to(x)
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack([even * cos - odd * sin, even * sin + odd * cos], dim=-1).flatten(3)
#: elif alibi
def distances(heads, steps):
    """What ALiBi (Press, Smith and Lewis 2022) takes off the scores, [heads, T, T]."""
    slopes = 2 ** (-8 * torch.arange(1, heads + 1) / heads)
    places = torch.arange(steps)
    return slopes.view(-1, 1, 1) * (places.unsqueeze(1) - places).abs()
#: elif sinusoidal
def sinusoids(steps, width):
    """Sinusoidal positions (Vaswani et al. 2017, 3.5), [T, E]: sines at even numbers and cosines at odd ones."""
    numbers = torch.arange(width)
    turns = 10000 ** (-(numbers - numbers % 2).double() / width)
    angles = torch.arange(steps).unsqueeze(1) * turns
    return torch.where(numbers % 2 == 0, angles.sin(), angles.cos()).float()
#: end
