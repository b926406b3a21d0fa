using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks;

/// <summary>Goes through its phases once for each row of a sequence, which has a name meanwhile.</summary>
internal sealed class RowLoopStep(SourceMark mark, int slot, SequenceValue sequence, EpisodeStep[] body, ValueRange length)
    : EpisodeStep(length)
{
    public override void Write(EpisodeState state, EpisodeStage stage)
    {
        RowView rows = sequence.Evaluate(state);
        for (int i = 0; i < rows.Count; i++)
        {
            stage.CountPass(mark);
            state.Sequences[slot] = new(rows.Data, rows.Start + i * sequence.Width, 1);
            foreach (EpisodeStep step in body)
                step.Write(state, stage);
        }
    }
}
