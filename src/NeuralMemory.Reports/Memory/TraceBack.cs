using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reports;

/// <summary>Where an answer came from: what the read heads looked at when it was given, and who had written that.</summary>
/// <param name="Step">The step of the answer.</param>
/// <param name="Reads">What was looked at, by head, the heaviest first.</param>
public sealed record TraceBack(int Step, IReadOnlyList<ReadOrigin> Reads)
{
    /// <summary>The most places of a head that are told, and the least weight of one.</summary>
    public const int MostPlaces = 5;

    /// <summary>The least weight of a place that is told.</summary>
    public const float LeastWeight = 0.05f;

    /// <summary>T, the steps of the episode.</summary>
    public int Steps { get; init; }

    /// <summary>The heads that read, in order; also those whose weight is spread over so many places that none is told.</summary>
    public IReadOnlyList<string> Heads { get; init; } = [];

    /// <summary>What was answered.</summary>
    public ShownStep Answer { get; init; } = new(0, [], "");

    /// <summary>The words of the source, for machines that read one; empty for others.</summary>
    public IReadOnlyList<string> Source { get; init; } = [];

    /// <summary>Looks back.</summary>
    /// <param name="trace">The trace, whose window has the step.</param>
    /// <param name="step">The step of the answer.</param>
    /// <param name="writers">Who had written what was read; null for a machine without a memory.</param>
    public static TraceBack Of(EpisodeTrace trace, int step, SlotWriters? writers)
    {
        ArgumentNullException.ThrowIfNull(trace);
        List<string> heads = [];
        List<ReadOrigin> reads = [];
        foreach (TracedHead head in TracedHead.Of(trace).Where(head => !head.IsWriter))
        {
            heads.Add(head.Name);
            foreach ((int slot, float weight) in Heaviest(head.WeightsAt(trace, step)))
                reads.Add(OfSlot(trace, head.Name, slot, weight, writers));
        }

        foreach (MatrixHead head in MatrixHead.Of(trace))
        {
            heads.Add(head.Name);
            foreach ((int place, float share) in Heaviest(head.SharesOf(step)))
                reads.Add(OfPlace(trace, head.Name, ReadPlace.Step, trace.First + place, share, []));
        }

        IReadOnlyList<string> source = [];
        foreach (TracedQuantity attention in trace.Quantities.Where(AttentionHeads.IsOfSteps))
        {
            if (attention.PlaceOf(step) is not (>= 0 and var row))
                continue;
            ReadPlace kind = AttentionHeads.KindOf(attention);
            if (kind == ReadPlace.Source)
                source = AttentionHeads.NamesOf(attention);
            for (int head = 0; head < attention.Axes[0].Length; head++)
            {
                string name = AttentionHeads.NameOf(attention, head);
                heads.Add(name);
                foreach ((int place, float weight) in Heaviest(AttentionHeads.WeightsOf(attention, row, head)))
                    reads.Add(OfPlace(trace, name, kind, place, weight, source));
            }
        }

        return new(step, reads)
        {
            Steps = trace.Recording.Steps,
            Heads = heads,
            Answer = ShownStep.AnswerOf(trace, step),
            Source = source,
        };
    }

    /// <summary>In words, a sentence for each head.</summary>
    internal IEnumerable<string> InWords() => Heads.Select(head =>
    {
        string[] places = [.. Reads.Where(read => read.Head == head).Select(read =>
            string.Create(CultureInfo.InvariantCulture, $"{read.Name} ({read.Weight:0.00}{Writer(read)})"))];
        return $"{head} looked at {(places.Length == 0 ? "many places a little" : string.Join(", ", places))}";
    });

    private static string Writer(ReadOrigin read) => read.Kind != ReadPlace.Slot ? ""
        : read.Writer is { } writer ? string.Create(CultureInfo.InvariantCulture, $", written by step {writer}")
        : ", written by no step";

    private static ReadOrigin OfSlot(EpisodeTrace trace, string head, int slot, float weight, SlotWriters? writers)
    {
        bool isKnown = writers is not null && slot < writers.Steps.Count && writers.Steps[slot] != SlotWriters.Nobody;
        int? writer = isKnown ? writers!.Steps[slot] : null;
        return new(head, slot, weight, writer)
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"slot {slot}"),
            Left = isKnown ? writers!.Left[slot] : 0,
            Shown = writer is { } at ? ShownStep.InputOf(trace, at) : null,
        };
    }

    private static ReadOrigin OfPlace(
        EpisodeTrace trace, string head, ReadPlace kind, int place, float weight, IReadOnlyList<string> source) =>
        new(head, place, weight, Writer: null)
        {
            Kind = kind,
            Name = kind switch
            {
                ReadPlace.Source when place < source.Count => source[place],
                ReadPlace.Step when ShownStep.InputOf(trace, place).Words is { Length: > 0 } words => words,
                ReadPlace.Step => string.Create(CultureInfo.InvariantCulture, $"step {place}"),
                ReadPlace.Latent => string.Create(CultureInfo.InvariantCulture, $"latent {place}"),
                _ => string.Create(CultureInfo.InvariantCulture, $"place {place}"),
            },
            Shown = kind == ReadPlace.Step ? ShownStep.InputOf(trace, place) : null,
        };

    private static List<(int Place, float Weight)> Heaviest(ReadOnlySpan<float> weights)
    {
        List<(int Place, float Weight)> found = [];
        for (int place = 0; place < weights.Length; place++)
            if (weights[place] >= LeastWeight)
                found.Add((place, weights[place]));
        found.Sort((one, other) => one.Weight != other.Weight ? other.Weight.CompareTo(one.Weight) : one.Place.CompareTo(other.Place));
        return found.Count > MostPlaces ? found[..MostPlaces] : found;
    }
}
