using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

public abstract partial class Tape
{
    // The sequences of the last pass that was learned from; null for any other pass.
    private SequenceBatch? _learned;

    /// <summary>A place as messages name it, such as <c>Tanh at time-step 3, sequence 0, unit 5: NaN</c>.</summary>
    /// <param name="primitive">What made the tensor.</param>
    /// <param name="step">The time-step; null before the first.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="index">Which number of it is meant.</param>
    /// <param name="axes">What the dimensions count.</param>
    /// <param name="value">The number.</param>
    protected string Place(string primitive, int? step, Shape shape, int index, IReadOnlyList<string> axes, Real value)
    {
        string place = "";
        for (int axis = shape.Rank - 1; axis > 0; axis--)
        {
            place = $", {(axis < axes.Count ? axes[axis] : "element")} {index % shape[axis]}{place}";
            index /= shape[axis];
        }

        string time = step is { } at ? $" at time-step {at}" : "";
        if (shape.Rank > 0)
            place = (step is null && axes.Count > 0 && _learned is { } batch
                ? RowPlace(batch, shape[0], index)
                : $"{time}, {(axes.Count > 0 ? axes[0] : "element")} {index}") + place;
        else
            place = time;
        return $"{primitive}{place}: {value}";
    }

    /// <summary>
    /// What a row stands for where a machine computes all steps at once: a step of a sequence, or of what it is read from, or a sequence;
    /// anything else, such as a latent, is a row.
    /// </summary>
    private static string RowPlace(SequenceBatch batch, int rows, int row)
    {
        if (rows == batch.Sequences)
            return $", sequence {row}";
        if (rows == batch.Rows)
            return StepPlace(batch, row);
        if (rows == batch.Answers)
            return StepPlace(batch, batch.Answered[row]);
        return batch.Source is { } source && rows == source.Rows ? StepPlace(source, row) : $", row {row}";
    }

    private static string StepPlace(SequenceBatch batch, int row)
    {
        int step = 0;
        while (step + 1 < batch.MaxLength && batch.RowOffset(step + 1) <= row)
            step++;
        int sequence = row - batch.RowOffset(step);
        return batch.Readers is { IsEmpty: false } readers
            ? $" at time-step {step} of the source, sequence {readers[sequence]}"
            : $" at time-step {step}, sequence {sequence}";
    }
}
