using System.Numerics;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

internal sealed unsafe partial class NativeTape
{
    protected override Variable ReadWeightingCore(Variable modes, Variable backward, Variable content, Variable forward) =>
        ReadWeighting(Of(modes), Of(backward), Of(content), Of(forward));

    private NativeVariable ReadWeighting(NativeVariable modes, NativeVariable backward, NativeVariable content, NativeVariable forward)
    {
        int rows = content.Rows, readers = content.Shape[1], slots = content.Shape[2], writers = forward.Shape[2];
        NativeVariable weights = New(content.Shape);
        for (int h = 0; h < rows * readers; h++)
        {
            Real* mode = modes.Value + h * (1 + 2 * writers), to = weights.Value + h * slots;
            Vector<Real> ofContent = Vector.Create(mode[writers]);
            for (int n = 0; n < slots; n += Lanes.Count)
            {
                int left = slots - n;
                Vector<Real> sum = ofContent * Lanes.Load(content.Value + h * slots + n, left);
                for (int v = 0; v < writers; v++)
                {
                    int at = (h * writers + v) * slots + n;
                    sum = Vector.FusedMultiplyAdd(Vector.Create(mode[v]), Lanes.Load(backward.Value + at, left), sum);
                    sum = Vector.FusedMultiplyAdd(Vector.Create(mode[writers + 1 + v]), Lanes.Load(forward.Value + at, left), sum);
                }

                Lanes.Store(sum, to + n, left);
            }
        }

        if (IsRecording)
            Record<ReadWeightingNode>().Set(modes, backward, content, forward, weights);
        return weights;
    }

    private sealed class ReadWeightingNode : Node
    {
        private NativeVariable _modes = null!, _backward = null!, _content = null!, _forward = null!, _weights = null!;

        public override string Name => "ReadWeighting";

        public override NativeVariable Output => _weights;

        public override IReadOnlyList<string> Axes => PrimitiveAxes.HeadSlots;

        public void Set(
            NativeVariable modes, NativeVariable backward, NativeVariable content, NativeVariable forward, NativeVariable weights) =>
            (_modes, _backward, _content, _forward, _weights) = (modes, backward, content, forward, weights);

        public override void Backward(NativeTape tape)
        {
            int heads = _weights.Rows * _weights.Shape[1], slots = _weights.Shape[2], writers = _forward.Shape[2];
            Real* dModes = _modes.Accumulate(tape), dBackward = _backward.Accumulate(tape), dContent = _content.Accumulate(tape),
                dForward = _forward.Accumulate(tape);
            for (int h = 0; h < heads; h++)
            {
                int modesAt = h * (1 + 2 * writers);
                Real* mode = _modes.Value + modesAt, dMode = dModes + modesAt, d = _weights.Gradient + h * slots;
                dMode[writers] += Source(d, mode[writers], _content.Value + h * slots, dContent + h * slots, slots);
                for (int v = 0; v < writers; v++)
                {
                    int at = (h * writers + v) * slots, ahead = writers + 1 + v;
                    dMode[v] += Source(d, mode[v], _backward.Value + at, dBackward + at, slots);
                    dMode[ahead] += Source(d, mode[ahead], _forward.Value + at, dForward + at, slots);
                }
            }
        }

        /// <summary>Adds to the gradient of one source of the mixture, and returns that of its share.</summary>
        private static Real Source(Real* d, Real mode, Real* source, Real* dSource, int slots)
        {
            Elementwise.AddScaled(mode, d, dSource, slots);
            return Elementwise.Dot(d, source, slots);
        }
    }
}
