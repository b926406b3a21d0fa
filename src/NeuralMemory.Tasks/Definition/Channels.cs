namespace NeuralMemory.Tasks;

/// <summary>A group of columns with a name.</summary>
/// <param name="Name">Its name in the task file.</param>
/// <param name="Start">Its first column.</param>
/// <param name="Width">How many columns it has, at least 1.</param>
public sealed record Channel(string Name, int Start, int Width);

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

    /// <summary>The channel of this name, or null.</summary>
    public Channel? Find(string name) => Items.FirstOrDefault(channel => channel.Name == name);
}
