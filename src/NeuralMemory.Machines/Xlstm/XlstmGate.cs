using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>How gates of xLSTM come of their pre-activations, and which pre-activation makes a gate what one says.</summary>
/// <param name="IsSigmoid">Whether a gate is the sigmoid of its pre-activation; else it is the exponential.</param>
internal readonly record struct XlstmGate(bool IsSigmoid)
{
    /// <summary>
    /// What takes the place of the logarithm of zero, and how open a gate is at most: e^-80 is nothing beside any other gate, and
    /// stabilised sums over many such steps still tell them apart.
    /// </summary>
    private const double Most = 80;

    /// <summary>Input gates.</summary>
    public static XlstmGate Input { get; } = new(IsSigmoid: false);

    /// <summary>Output gates.</summary>
    public static XlstmGate Output { get; } = new(IsSigmoid: true);

    /// <summary>Forget gates.</summary>
    public static XlstmGate Forget(ForgetGate forget) => new(forget == ForgetGate.Sigmoid);

    /// <summary>The gate, at most the largest number that there is.</summary>
    public Real Of(Real x) => IsSigmoid ? 1 / (1 + Real.Exp(-x)) : Real.Min(Real.Exp(x), Real.MaxValue);

    /// <summary>A pre-activation of the gate.</summary>
    public Real PreActivationOf(Real gate)
    {
        double value = IsSigmoid ? Math.Log(gate / (1 - (double)gate)) : Math.Log(gate);
        return (Real)(gate <= 0 ? -Most : IsSigmoid && gate >= 1 ? Most : value);
    }

    /// <summary>[R, count] the gates whose pre-activations stand side by side.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="pre">[R, width] pre-activations.</param>
    /// <param name="width">How many numbers a row has.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    public Variable Read(Tape tape, ReadOnlySpan<Real> pre, int width, int first, int count)
    {
        var gates = new Real[pre.Length / width * count];
        for (int i = 0; i < gates.Length; i++)
            gates[i] = Of(pre[i / count * width + first + i % count]);
        return tape.Constant(gates, new Shape(gates.Length / count, count));
    }

    /// <summary>Sets the pre-activations of gates that are to be others; the rest stay as they are, to the bit.</summary>
    /// <param name="pre">[R, width] pre-activations.</param>
    /// <param name="width">How many numbers a row has.</param>
    /// <param name="first">The first of the gates.</param>
    /// <param name="before">[R, count] the gates as they were.</param>
    /// <param name="now">[R, count] the gates as they are to be.</param>
    public void Write(Span<Real> pre, int width, int first, Variable before, Variable now)
    {
        int count = before.Shape.Width;
        ReadOnlySpan<Real> old = before.Span, set = now.Span;
        for (int i = 0; i < set.Length; i++)
            if (set[i] != old[i])
                pre[i / count * width + first + i % count] = PreActivationOf(set[i]);
    }
}
