namespace NeuralMemory.Tasks;

/// <summary>The columns of the inputs or of the targets, in the order of the task file.</summary>
/// <param name="items">The channels, one after another from column 0.</param>
public sealed class ChannelLayout(IReadOnlyList<Channel> items)
{
    /// <summary>The channels.</summary>
    public IReadOnlyList<Channel> Items { get; } = items;

    /// <summary>The number of columns.</summary>
    public int Width { get; } = items.Sum(channel => channel.Width);

    /// <summary>The names of the channels.</summary>
    public IEnumerable<string> Names => Items.Select(channel => channel.Name);

    /// <summary>Whether any channel holds symbols by their numbers.</summary>
    public bool HasSymbols { get; } = items.Any(channel => channel.Symbols is not null);

    /// <summary>
    /// For each channel the vocabulary of its symbols, where its size is that of a vocabulary; null for channels that mean no words.
    /// </summary>
    public IReadOnlyList<Vocabulary?> Vocabularies { get; init; } = [.. items.Select(_ => (Vocabulary?)null)];

    /// <summary>The vocabulary of a channel; null where it means no words.</summary>
    /// <param name="channel">A channel of this layout.</param>
    public Vocabulary? VocabularyOf(Channel channel) => Items.Zip(Vocabularies).First(each => each.First == channel).Second;

    /// <summary>The channel of this name, or null.</summary>
    public Channel? Find(string name) => Items.FirstOrDefault(channel => channel.Name == name);
}
