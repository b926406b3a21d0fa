using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>One of the tapes that share a pass: with some of its sequences, and a thread of its own.</summary>
/// <param name="tape">The tape.</param>
internal sealed unsafe class TapePart(NativeTape tape)
{
    private readonly SequenceBatch _batch = new();
    private IDivisibleRecurrence _whole = null!, _loop = null!;
    private int _first, _step;

    /// <summary>The tape.</summary>
    public NativeTape Tape => tape;

    /// <summary>Runs every so-many-th sequence of a loop, and writes its rows of the loop's result.</summary>
    /// <param name="whole">The loop of all sequences.</param>
    /// <param name="first">The first sequence.</param>
    /// <param name="step">How many sequences lie from one to the next.</param>
    public void Forward(IDivisibleRecurrence whole, int first, int step)
    {
        (_whole, _first, _step) = (whole, first, step);
        _batch.Share(whole.Batch, first, step);
        tape.Reset(_batch.Rows);
        _loop = tape.BeginPart(whole, _batch, first, step);
        tape.Unroll(_loop, _batch.MaxLength);
        CopyRows(NativeTape.Of(_loop.Result).Value, NativeTape.Of(whole.Result).Value, isBack: false);
    }

    /// <summary>Goes back over the steps, and copies what linear layers have of them to the tape of all sequences.</summary>
    /// <param name="all">The tape of all sequences.</param>
    public void Backward(NativeTape all)
    {
        NativeVariable whole = NativeTape.Of(_whole.Result);
        if (whole.HasGradient)
            CopyRows(NativeTape.Of(_loop.Result).Accumulate(tape), whole.Gradient, isBack: true);
        tape.BackwardOfPart(all);
    }

    /// <summary>Copies rows to their places among those of all, or back from there.</summary>
    private void CopyRows(Real* own, Real* all, bool isBack)
    {
        int width = _whole.Result.Shape.RowCount;
        for (int time = 0; time < _batch.MaxLength; time++)
            for (int sequence = 0; sequence < _batch.RowsAt(time); sequence++)
            {
                Real* one = own + (nint)_batch.Row(sequence, time) * width;
                Real* other = all + (nint)_whole.Batch.Row(_first + sequence * _step, time) * width;
                if (isBack)
                    Elementwise.Copy(other, one, width);
                else
                    Elementwise.Copy(one, other, width);
            }
    }
}
