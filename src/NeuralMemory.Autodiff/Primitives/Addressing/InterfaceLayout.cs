namespace NeuralMemory.Autodiff;

/// <summary>The squashing that turns a raw slice of an interface vector into a signal.</summary>
public enum SignalRange
{
    /// <summary>Any real number: keys, add vectors.</summary>
    Linear,

    /// <summary>(0, 1) by the logistic function: gates, erase vectors.</summary>
    Gate,

    /// <summary>[0, 10^4] by softplus: key strengths. Beyond the bound single precision could not tell two scores apart.</summary>
    Strength,

    /// <summary>[1, 10^4] by 1 + softplus: the sharpening exponent.</summary>
    AtLeastOne,

    /// <summary>A distribution over the signal's width by softmax: shifts, read modes.</summary>
    Distribution,
}

/// <summary>One named signal of an interface vector.</summary>
/// <param name="Name">Such as <c>keys</c>.</param>
/// <param name="Heads">H, the heads that have one.</param>
/// <param name="Width">Numbers for each head.</param>
/// <param name="Range">How it is squashed.</param>
/// <param name="Bias">Where its raw numbers begin, before training.</param>
/// <param name="Floor">What a gate cannot go below, in [0, 1): it is floor + (1 - floor) * logistic function.</param>
/// <param name="Trace">What a trace calls it, such as <c>heads/keys</c>; null where it is not traced.</param>
public sealed record Signal(
    string Name, int Heads, int Width, SignalRange Range, Real Bias = 0, Real Floor = 0, string? Trace = null);

/// <summary>
/// How a controller's interface vector divides into signals (Graves et al. 2014, section 3.3; 2016, Methods): one after another, each
/// laid out [heads, width].
/// </summary>
public sealed class InterfaceLayout
{
    /// <summary>The layout of these signals in this order.</summary>
    /// <exception cref="ArgumentException">A signal other than a gate has a floor, or a floor is outside [0, 1).</exception>
    public InterfaceLayout(params IReadOnlyList<Signal> signals)
    {
        foreach (Signal signal in signals)
        {
            if (signal.Floor is not (>= 0 and < 1) || (signal.Floor > 0 && signal.Range != SignalRange.Gate))
                throw new ArgumentException($"the signal '{signal.Name}' has the floor {signal.Floor}; only gates have one, in [0, 1)");
        }

        Signals = All = [.. signals];
        Width = signals.Sum(signal => signal.Heads * signal.Width);
    }

    /// <summary>The signals in order.</summary>
    public IReadOnlyList<Signal> Signals { get; }

    /// <summary>The same, for loops that every step runs through.</summary>
    internal Signal[] All { get; }

    /// <summary>The length of the interface vector.</summary>
    public int Width { get; }

    /// <summary>How the layer that makes interface vectors begins.</summary>
    public LinearInitializer Initializer => LinearInitializer.Default with { BiasOf = BiasOf };

    /// <summary>Where output number <paramref name="output"/> of the layer begins.</summary>
    public Real BiasOf(int output)
    {
        int end = 0;
        return Signals.First(signal => output < (end += signal.Heads * signal.Width)).Bias;
    }
}
