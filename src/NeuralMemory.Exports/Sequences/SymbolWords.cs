using System.Globalization;
using NeuralMemory.Tasks;
using NeuralMemory.Yaml;

namespace NeuralMemory.Exports;

/// <summary>Reads symbols that are written as words.</summary>
internal static class SymbolWords
{
    /// <summary>The columns of a symbol.</summary>
    /// <param name="layout">The channels of its side.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="word">What is written.</param>
    /// <param name="problem">What is wrong with it; null where nothing is.</param>
    public static float[]? Read(ChannelLayout layout, Channel channel, string word, out string? problem)
    {
        problem = null;
        Vocabulary? vocabulary = layout.VocabularyOf(channel);
        if (vocabulary?.Find(word) is { } symbol)
        {
            if (channel.Symbols is not null)
                return [symbol];
            var columns = new float[channel.Width];
            columns[symbol] = 1;
            return columns;
        }

        if (channel.Width == 1 && float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float number))
            return [number];
        problem = vocabulary is null
            ? $"expected {(channel.Width == 1 ? "a number" : $"{channel.Width} numbers")}, found {Quoted.Text(word)}"
            : $"the vocabulary '{vocabulary.Name}' has no symbol {Quoted.Text(word)}"
                + (vocabulary.Symbols.Count <= 100 ? NearestName.Hint(word, vocabulary.Symbols) : "");
        return null;
    }
}
