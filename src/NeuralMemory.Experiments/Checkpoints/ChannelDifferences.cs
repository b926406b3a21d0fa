using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>What the columns of two tasks mean, where their machines fit: weights that are moved mean what they were trained on.</summary>
internal static class ChannelDifferences
{
    /// <summary>A sentence for the inputs and one for the targets, where they differ.</summary>
    public static IEnumerable<string> Between(TaskDefinition there, TaskDefinition here) =>
        Of("inputs", there.Inputs, here.Inputs).Concat(Of("targets", there.Targets, here.Targets));

    private static IEnumerable<string> Of(string side, ChannelLayout there, ChannelLayout here)
    {
        if (Describe(there) is var before && Describe(here) is var now && before != now)
            yield return $"the {side} are {before} there and {now} here: the weights take the ones for the others, column by column";
        else if (there.Vocabularies.Zip(here.Vocabularies).Any(pair => !Words(pair.First).SequenceEqual(Words(pair.Second))))
            yield return $"the {side} have other words there than here: the weights take the ones for the others, number by number";
    }

    private static string Describe(ChannelLayout layout) =>
        string.Join(", ", layout.Items.Select(channel => $"{channel.Name} ({channel.Width})"));

    private static IEnumerable<string> Words(Vocabulary? vocabulary) => vocabulary?.Symbols ?? [];
}
