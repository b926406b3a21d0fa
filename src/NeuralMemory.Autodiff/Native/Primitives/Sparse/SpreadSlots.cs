using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable SpreadSlotsCore(SparseWeighting weighting, int slots)
    {
        NativeVariable names = Of(weighting.Slots), weights = Of(weighting.Weights);
        int rows = names.Rows, heads = names.Shape[1], entries = names.Shape[2];
        NativeVariable spread = New(new Shape(rows, heads, slots));
        Elementwise.Clear(spread.Value, spread.Shape.Count);
        for (int i = 0; i < names.Shape.Count; i++)
            if (names.Value[i] >= 0 && names.Value[i] < slots)
                spread.Value[i / entries * slots + (int)names.Value[i]] += weights.Value[i];
        if (IsRecording)
            Record<SpreadSlotsNode>().Set(names, weights, spread);
        return spread;
    }

    private sealed class SpreadSlotsNode : Node
    {
        private NativeVariable _names = null!, _weights = null!, _spread = null!;

        public override string Name => "SpreadSlots";

        public override NativeVariable Output => _spread;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadSlots;

        public void Set(NativeVariable names, NativeVariable weights, NativeVariable spread) =>
            (_names, _weights, _spread) = (names, weights, spread);

        public override void Backward(NativeTape tape)
        {
            int entries = _names.Shape[2], slots = _spread.Shape[2];
            Real* dWeights = _weights.Accumulate(tape);
            for (int i = 0; i < _names.Shape.Count; i++)
                if (_names.Value[i] >= 0 && _names.Value[i] < slots)
                    dWeights[i] += _spread.Gradient[i / entries * slots + (int)_names.Value[i]];
        }
    }
}
