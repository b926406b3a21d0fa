namespace NeuralMemory.Tasks.Tests;

/// <summary>An episode written down step by step as a paper defines it, to be compared with a sampled one in every number.</summary>
/// <param name="task">The task, for its widths.</param>
/// <param name="blank">What an input column holds that nothing is written to.</param>
internal sealed class ExpectedEpisode(TaskDefinition task, Real blank = 0)
{
    private readonly List<(Real[] Input, Real[] Target, bool Scored)> _steps = [];

    /// <summary>A step that is not scored.</summary>
    public void Show(Cells input) => _steps.Add((input.Row(task.Inputs.Width, blank), new Real[task.Targets.Width], false));

    /// <summary>A step that is scored in all target columns.</summary>
    public void Recall(Cells target, Cells? input = null) =>
        _steps.Add(((input ?? Cells.None).Row(task.Inputs.Width, blank), target.Row(task.Targets.Width), true));

    public void AssertIs(Episode episode)
    {
        Assert.Equal(_steps.Count, episode.Length);
        for (int t = 0; t < _steps.Count; t++)
        {
            Assert.Equal(_steps[t].Input, episode.InputRow(t).ToArray());
            Assert.Equal(_steps[t].Target, episode.TargetRow(t).ToArray());
            Assert.Equal(Enumerable.Repeat<Real>(_steps[t].Scored ? 1 : 0, task.Targets.Width), episode.MaskRow(t).ToArray());
        }
    }
}
