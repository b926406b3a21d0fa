using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

internal sealed partial class TorchTape
{
    private const double Bound = 1e4, SoftplusIsLinear = 40;

    protected override void InterfaceCore(Variable raw, InterfaceLayout layout, Span<Variable> signals) => Run(signals, signals =>
    {
        Tensor[] slices = Of(raw).split([.. layout.Signals.Select(signal => (long)(signal.Heads * signal.Width))], 1);
        for (int i = 0; i < slices.Length; i++)
        {
            Signal signal = layout.Signals[i];
            var shape = new Shape(raw.Rows, signal.Heads, signal.Width);
            signals[i] = Result(
                "Interface", Squash(signal, slices[i].view(Dimensions(shape))), shape, Axes.HeadNumbers, signal.Name);
        }

        return slices;
    });

    private Tensor Squash(Signal signal, Tensor x) => signal.Range switch
    {
        SignalRange.Linear => x,
        SignalRange.Gate when signal.Floor > 0 => x.sigmoid().mul(1 - signal.Floor).add(signal.Floor),
        SignalRange.Gate => x.sigmoid(),
        SignalRange.Strength => Limit(Softplus(x)),
        SignalRange.AtLeastOne => Limit(Softplus(x).add(Numbers.One)),
        SignalRange.Distribution => x.softmax(-1),
        _ => throw new InvalidOperationException($"the signal range {signal.Range} is missing here"),
    };

    /// <summary>log(1 + e^x); beyond the threshold it is x to the last digit.</summary>
    private static Tensor Softplus(Tensor x) => torch.nn.functional.softplus(x, 1, SoftplusIsLinear);

    /// <summary>
    /// At most the bound, from which on no gradient passes; a clamp would pass it at the bound itself, and TorchSharp's hardtanh has no bound.
    /// </summary>
    private Tensor Limit(Tensor x) => torch.where(
        x.ge(Bound), OfTape("bound", 0, () => torch.tensor(Bound, Precision.Type, _handle)), x);
}
