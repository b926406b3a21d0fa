using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Exports;

/// <summary>What the columns of an array mean: the channels of a side, and the words of their symbols.</summary>
internal static class ChannelArrays
{
    /// <summary>
    /// Adds <c>input_channels</c>, their names; <c>input_columns</c>, [channels, 2] the first column of each and how many it has; and
    /// <c>input_words/NAME</c> where its symbols are words.
    /// </summary>
    public static void Add(NpzWriter file, string side, ChannelLayout layout)
    {
        file.Add($"{side}_channels", NpyArray.OfTexts([.. layout.Names]));
        file.Add($"{side}_columns", NpyArray.Of<int>(
            [.. layout.Items.SelectMany(channel => (int[])[channel.Start, channel.Width])], layout.Items.Count, 2));
        foreach ((Channel channel, Vocabulary? vocabulary) in layout.Items.Zip(layout.Vocabularies))
            if (vocabulary is not null)
                file.Add($"{side}_words/{channel.Name}", NpyArray.OfTexts(vocabulary.Symbols));
    }
}
