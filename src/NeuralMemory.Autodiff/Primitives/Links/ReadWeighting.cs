using System.Numerics;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>
    /// Where each reader reads: w(h) = sum over writers of m_b(v) backward(h, v) + m_c content(h) + sum over writers of
    /// m_f(v) forward(h, v) (Graves et al. 2016, Methods, "Read weighting"; for several writers as in DeepMind's published code).
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="modes">[B, R, 1 + 2V] distributions: backward for each writer, content, forward for each writer.</param>
    /// <param name="backward">[B, R, V, N]</param>
    /// <param name="content">[B, R, N]</param>
    /// <param name="forward">[B, R, V, N]</param>
    /// <returns>[B, R, N], each row summing to at most 1.</returns>
    public static Variable ReadWeighting(this Tape tape, Variable modes, Variable backward, Variable content, Variable forward)
    {
        int rows = content.Rows, readers = content.Shape[1], slots = content.Shape[2], writers = forward.Shape[2];
        Expect.Rows(modes, rows, readers, 1 + 2 * writers);
        Expect.Rows(backward, rows, readers, writers, slots);
        Expect.Rows(forward, rows, readers, writers, slots);
        Variable weights = tape.New(content.Shape);
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

        if (tape.IsRecording)
            tape.Record<ReadWeightingNode>().Set(modes, backward, content, forward, weights);
        return weights;
    }

    private sealed class ReadWeightingNode : Node
    {
        private Variable _modes = null!, _backward = null!, _content = null!, _forward = null!, _weights = null!;

        public override string Name => "ReadWeighting";

        public override Variable Output => _weights;

        public override IReadOnlyList<string> Axes => ["sequence", "head", "slot"];

        public void Set(Variable modes, Variable backward, Variable content, Variable forward, Variable weights) =>
            (_modes, _backward, _content, _forward, _weights) = (modes, backward, content, forward, weights);

        public override void Backward(Tape tape)
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
