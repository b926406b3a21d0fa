namespace NeuralMemory.Tasks;

/// <summary>The states of something that changes with every row of a sequence.</summary>
/// <param name="width">The width of a state.</param>
/// <param name="elements">The values that can stand in a state.</param>
/// <param name="start">The state before the first row: a number or one row.</param>
/// <param name="sequence">The rows.</param>
/// <param name="next">The next state, from the state and the row that stand in two slots: a number or one row.</param>
/// <param name="stateSlot">Where the state stands.</param>
/// <param name="itemSlot">Where the row stands.</param>
internal sealed class ScanValue(
    int width, ValueRange elements, TaskValue start, SequenceValue sequence, TaskValue next, int stateSlot, int itemSlot)
    : SequenceValue(width, sequence.Rows, elements)
{
    private readonly Real[] _start = new Real[width];

    public override RowView Evaluate(EpisodeState state)
    {
        Write(start, state, _start);
        RowView rows = sequence.Evaluate(state), states = Room(state, rows.Count);
        int i = 0;
        try
        {
            for (; i < rows.Count; i++)
            {
                state.Spend(EpisodeBudget.Pass, Origin, i + 1, "passes");
                state.Sequences[stateSlot] = i == 0 ? new(_start, 0, 1) : new(states.Data, states.Start + (i - 1) * Width, 1);
                state.Sequences[itemSlot] = new(rows.Data, rows.Start + i * sequence.Width, 1);
                Write(next, state, states.Row(i, Width));
            }
        }
        catch (EpisodeBudgetException error)
        {
            throw error.InPass(i, rows.Count, Origin);
        }

        return states;
    }

    private void Write(TaskValue value, EpisodeState state, Span<Real> row)
    {
        if (value is NumberValue number)
            row[0] = (Real)number.Evaluate(state);
        else
            ((SequenceValue)value).Evaluate(state).Span(Width).CopyTo(row);
    }
}
