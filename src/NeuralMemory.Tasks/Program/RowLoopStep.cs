using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Goes through its phases once for each row of a sequence, which has a name meanwhile.</summary>
internal sealed class RowLoopStep(SourceMark mark, int slot, SequenceValue sequence, EpisodeStep[] body, ValueRange length)
    : EpisodeStep(length)
{
    private readonly ValueOrigin _origin = new(mark, "the loop");

    public override void Write(EpisodeState state, EpisodeStage stage)
    {
        RowView rows = sequence.Evaluate(state);
        int i = 0;
        try
        {
            for (; i < rows.Count; i++)
            {
                stage.CountPass(mark);
                state.Spend(EpisodeBudget.Pass, _origin, i + 1, "passes");
                state.Sequences[slot] = new(rows.Data, rows.Start + i * sequence.Width, 1);
                foreach (EpisodeStep step in body)
                    step.Write(state, stage);
            }
        }
        catch (EpisodeBudgetException error)
        {
            throw error.InPass(i, rows.Count, _origin);
        }
    }
}
