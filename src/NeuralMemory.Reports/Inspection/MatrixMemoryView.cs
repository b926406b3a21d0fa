using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>
/// An episode's way through matrix memories: of each head what every step read, by the steps that wrote it, how much was written and how
/// much of the rest stayed, and the matrices after one step.
/// </summary>
internal static class MatrixMemoryView
{
    /// <summary>The view of a trace; null for a machine without such memories.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="step">After which step matrices are shown; null for the last one before the last phase.</param>
    public static InspectionView? Of(EpisodeTrace trace, int? step)
    {
        IReadOnlyList<MatrixHead> heads = MatrixHead.Of(trace);
        if (heads.Count == 0)
            return null;
        InspectionView whole = InspectionView.Of(trace);
        HashSet<string> gates = [.. heads.SelectMany(head => head.Gates).Select(name => trace.Find(name)!.Title)];
        InspectionMatrix[] matrices = [.. MatrixPanels.Matrices(heads, step ?? BeforeLastPhase(trace))];
        return whole with
        {
            Sections =
            [
                .. whole.Sections.Where(section => section.Title.Length == 0),
                .. heads.Select(head => new InspectionSection(head.Name,
                [
                    MatrixPanels.PanelOf(head),
                    .. whole.Sections.Where(section => section.Title == head.Name).SelectMany(section => section.Panels)
                        .Where(panel => gates.Contains(panel.Name)),
                ])),
            ],
            Matrices = matrices,
        };
    }

    /// <summary>The last step before the last phase: when what was shown is in the memory.</summary>
    internal static int BeforeLastPhase(EpisodeTrace trace)
    {
        int change = Enumerable.Range(1, Math.Max(0, trace.Steps - 1)).LastOrDefault(step =>
            trace.PhaseOf[trace.First + step] != trace.PhaseOf[trace.First + step - 1], trace.Steps);
        return trace.First + change - 1;
    }
}
