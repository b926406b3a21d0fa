using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>
/// An episode's trace as panels: what was shown, wanted, answered and wrong, then each head with all that it was told and did, then the
/// memory as a whole. Pictures and pages are drawn from this.
/// </summary>
public sealed record InspectionView
{
    /// <summary>The config and the machine.</summary>
    public required string Head { get; init; }

    /// <summary>The task, the episode, the checkpoint, and how many answers were wrong.</summary>
    public required string Title { get; init; }

    /// <summary>Training steps of the weights.</summary>
    public required long Step { get; init; }

    /// <summary>The number of the first step.</summary>
    public required int First { get; init; }

    /// <summary>T, how many steps there are.</summary>
    public required int Steps { get; init; }

    /// <summary>The names of the phases.</summary>
    public required IReadOnlyList<string> Phases { get; init; }

    /// <summary>[T] the phase of each step.</summary>
    public required IReadOnlyList<int> PhaseOf { get; init; }

    /// <summary>The panels, from the top.</summary>
    public required IReadOnlyList<InspectionSection> Sections { get; init; }

    /// <summary>The memory before and after, and links at the end where they were traced.</summary>
    public required IReadOnlyList<InspectionMatrix> Matrices { get; init; }

    /// <summary>The view of a trace.</summary>
    public static InspectionView Of(EpisodeTrace trace) => Of([trace])[0];

    /// <summary>Views of several traces of one episode: where scales are not fixed, theirs are the same.</summary>
    public static IReadOnlyList<InspectionView> Of(IReadOnlyList<EpisodeTrace> traces)
    {
        ArgumentNullException.ThrowIfNull(traces);
        InspectionScales scales = new(traces);
        return [.. traces.Select(trace => new InspectionView
        {
            Head = $"{trace.Name}: {trace.Machine}",
            Title = TitleOf(trace),
            Step = trace.Step,
            First = trace.First,
            Steps = trace.Steps,
            Phases = PhasesOf(trace),
            PhaseOf = [.. trace.PhaseOf.Skip(trace.First).Take(trace.Steps)
                .Select(phase => Array.IndexOf(PhasesOf(trace), trace.Phases[phase]))],
            Sections = [new("", ChannelPanels.Of(trace)), .. MatrixPanels.With(MatrixHead.Of(trace), QuantityPanels.Of(trace, scales))],
            Matrices = [.. MemoryMatrices.Of(trace, scales), .. MatrixPanels.Matrices(MatrixHead.Of(trace), trace.First + trace.Steps - 1)],
        })];
    }

    /// <summary>The names that there are: phases of one name look alike, wherever they stand in the task's file.</summary>
    private static string[] PhasesOf(EpisodeTrace trace) => [.. trace.Phases.Distinct()];

    private static string TitleOf(EpisodeTrace trace)
    {
        EpisodeRecording recording = trace.Recording;
        string window = trace.Steps < recording.Steps
            ? string.Create(CultureInfo.InvariantCulture, $", steps {trace.First} to {trace.First + trace.Steps - 1} of them")
            : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{trace.TaskAndPokes}{window}; episode {trace.Episode}; training step {trace.Step:N0}; "
            + $"{recording.WrongAnswers} of {recording.ScoredAnswers} {recording.Unit} wrong");
    }
}
