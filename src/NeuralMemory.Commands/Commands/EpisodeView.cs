using System.Globalization;
using NeuralMemory.Experiments;
using NeuralMemory.Reports;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>Draws an episode over time, at one checkpoint or at several beside one another.</summary>
/// <param name="directory">The run.</param>
/// <param name="request">The setting.</param>
/// <param name="options">Which episode, and which part of it.</param>
/// <param name="opening">How the machine is opened.</param>
internal sealed class EpisodeView(string directory, EvaluationRequest request, EpisodeTraceOptions options, TrainedMachineOptions opening)
{
    /// <summary>The most checkpoints beside one another.</summary>
    public const int MostCompared = 5;

    /// <summary>Traces the episode.</summary>
    /// <param name="machine">The machine at the checkpoint that was asked for.</param>
    /// <param name="others">The steps of the checkpoints to compare it with.</param>
    /// <returns>The views, by training steps.</returns>
    public IReadOnlyList<InspectionView> Trace(TrainedMachine machine, IReadOnlyList<long> others)
    {
        List<EpisodeTrace> traces = [machine.TraceEpisode(machine.PointsOf(request)[0], options)];
        foreach (long step in others.Distinct().Where(step => step != machine.Step))
        {
            using TrainedMachine other = TrainedMachine.Open(directory, opening with { Step = step, Best = false });
            traces.Add(other.TraceEpisode(other.PointsOf(request)[0], options));
        }

        return InspectionView.Of([.. traces.OrderBy(trace => trace.Step)]);
    }

    /// <summary>Writes the picture and its numbers.</summary>
    public static void Write(IReadOnlyList<InspectionView> views, string picture, string numbers)
    {
        AtomicFile.WriteText(picture, InspectionPicture.Draw(views));
        AtomicFile.Write(numbers, stream =>
        {
            using StreamWriter text = new(stream, leaveOpen: true);
            InspectionCsv.Write(text, views);
        });
    }

    /// <summary>The steps of a list such as <c>1000,5000</c>.</summary>
    /// <exception cref="InvalidInputException">It is none, or a long one.</exception>
    public static IReadOnlyList<long> Steps(string? list)
    {
        if (list is null)
            return [];
        List<long> steps = [];
        foreach (string part in list.Split(',', StringSplitOptions.TrimEntries))
            if (long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long step))
                steps.Add(step);
            else
                throw Wrong($"expected steps of checkpoints, such as 1000,5000; found {Quoted.Text(part)}");
        return steps.Count < MostCompared ? steps : throw Wrong(
            $"at most {MostCompared} checkpoints stand beside one another, that of --checkpoint included; found {steps.Count} more");
    }

    private static InvalidInputException Wrong(string message) => new(SourceMark.WholeFile("--compare"), message);
}
