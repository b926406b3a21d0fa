using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    protected override void InterfaceCore(Variable raw, InterfaceLayout layout, Span<Variable> signals) => Run(signals, signals =>
    {
        Tensor[] slices = Of(raw).split([.. layout.Signals.Select(signal => (long)(signal.Heads * signal.Width))], 1);
        for (int i = 0; i < slices.Length; i++)
        {
            Signal signal = layout.Signals[i];
            var shape = new Shape(raw.Rows, signal.Heads, signal.Width);
            signals[i] = Result(
                "Interface", Squash(signal, slices[i].view(Dimensions(shape))), shape, PrimitiveAxes.HeadNumbers, signal.Name);
        }

        return slices;
    });

    private Tensor Squash(Signal signal, Tensor x) => signal.Range switch
    {
        SignalRange.Linear => x,
        SignalRange.Gate when signal.Floor > 0 => Raise(x.sigmoid(), signal.Floor),
        SignalRange.Gate => x.sigmoid(),
        SignalRange.Strength => Limit(Softplus(x)),
        SignalRange.AtLeastOne => Limit(Softplus(x).add(Numbers.One, Numbers.One)),
        SignalRange.Distribution => x.softmax(-1),
        _ => throw new InvalidOperationException($"the signal range {signal.Range} is missing here"),
    };

    /// <summary>From (0, 1) to (floor, 1).</summary>
    private static Tensor Raise(Tensor x, Real floor)
    {
        using Scalar room = Numbers.Of(1 - floor), least = Numbers.Of(floor);
        return x.mul(room).add(least, Numbers.One);
    }

    /// <summary>log(e^x + e^0), exact for every x.</summary>
    private Tensor Softplus(Tensor x) => x.logaddexp(OfTape("zero", 0, () => torch.tensor(0.0, Precision.Type, _device)));

    /// <summary>
    /// At most the bound, from which on no gradient passes. A clamp would pass it at the bound itself, and TorchSharp's hardtanh has no
    /// bound (0.107).
    /// </summary>
    private static Tensor Limit(Tensor x) => x.masked_fill(x.ge(Numbers.Bound), Numbers.Bound);
}
