namespace NeuralMemory.Tasks;

/// <summary>The number in a sequence that always has one row of width 1.</summary>
internal sealed class SingleNumber(SequenceValue sequence) : NumberValue(sequence.Elements)
{
    public override double Evaluate(EpisodeState state)
    {
        RowView row = sequence.Evaluate(state);
        return row.Data[row.Start];
    }
}
