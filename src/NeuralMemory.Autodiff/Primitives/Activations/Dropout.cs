using System.Numerics;

namespace NeuralMemory.Autodiff;

public static unsafe partial class Op
{
    /// <summary>
    /// Dropout (Srivastava et al. 2014): each number of <paramref name="x"/> becomes 0 with the probability <paramref name="rate"/>, and is
    /// divided by 1 - rate else, so that its expectation stays what it is. What is drawn comes from the random stream that
    /// <see cref="Tape.Reset"/> was given; without one, as in evaluation, the result is <paramref name="x"/> itself.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="rate">From 0 to below 1.</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public static Variable Dropout(this Tape tape, Variable x, double rate)
    {
        Expect.That(rate is >= 0 and < 1, $"the rate is {rate}, expected a number from 0 to below 1");
        if (tape.Noise is not { } noise || rate == 0)
            return x;
        int count = x.Shape.Count;
        Variable y = tape.New(x.Shape);
        Real* mask = tape.Scratch(count);
        noise.FillMask(new Span<Real>(mask, count), rate, (Real)(1 / (1 - rate)));
        for (int i = 0; i < count; i++)
            y.Value[i] = mask[i] * x.Value[i];
        if (tape.IsRecording)
            tape.Record<DropoutNode>().Set(x, y, mask);
        return y;
    }

    private sealed class DropoutNode : Node
    {
        private Variable _x = null!, _y = null!;
        private Real* _mask;

        public override string Name => "Dropout";

        public override Variable Output => _y;

        public void Set(Variable x, Variable y, Real* mask)
        {
            (_x, _y) = (x, y);
            _mask = mask;
        }

        /// <summary>dx += mask dy</summary>
        public override void Backward(Tape tape)
        {
            Real* dx = _x.Accumulate(tape), dy = _y.Gradient;
            int lanes = Vector<Real>.Count, count = _y.Shape.Count, i = 0;
            for (; i <= count - lanes; i += lanes)
                Vector.Store(
                    Vector.FusedMultiplyAdd(Vector.Load(_mask + i), Vector.Load(dy + i), Vector.Load(dx + i)), dx + i);
            for (; i < count; i++)
                dx[i] += _mask[i] * dy[i];
        }
    }
}
