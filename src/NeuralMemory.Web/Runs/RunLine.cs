namespace NeuralMemory.Web;

/// <summary>A line of the table of runs, all of it text, so that a line that is the same is not drawn again.</summary>
public sealed record RunLine
{
    /// <summary>What tells it from all other lines.</summary>
    public required string Key { get; init; }

    /// <summary>How many lines it lies below: a run in a group in a sweep is 2.</summary>
    public int Depth { get; init; }

    /// <summary>Whether the lines below it are shown; null for one that has none below it.</summary>
    public bool? IsOpen { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>What it leads to; null for nothing.</summary>
    public string? Link { get; init; }

    /// <summary>How many runs it is, and the like, beside its title.</summary>
    public string Remark { get; init; } = "";

    /// <summary>The machine and the task.</summary>
    public string Subject { get; init; } = "";

    /// <summary>How it stands: <c>done</c>; of several <c>2 done, 1 running</c>.</summary>
    public string States { get; init; } = "";

    /// <summary>The share of its steps, 0 to 100; null where it is done or nobody knows.</summary>
    public int? Percent { get; init; }

    /// <summary>How far it is, in words.</summary>
    public string Progress { get; init; } = "";

    /// <summary>How long it takes still; empty where that is not known.</summary>
    public string Left { get; init; } = "";

    /// <summary>The metric that counts.</summary>
    public string Value { get; init; } = "";

    /// <summary>What metric that is.</summary>
    public string Metric { get; init; } = "";

    /// <summary>Its course, as paths of SVG.</summary>
    public string Spark { get; init; } = "";

    /// <summary>How long it trained.</summary>
    public string Time { get; init; } = "";

    /// <summary>When it was last heard of.</summary>
    public string Age { get; init; } = "";

    /// <summary>What people marked it by, and what is wrong with it.</summary>
    public string Tags { get; init; } = "";

    /// <summary>What is wrong with it; null for nothing.</summary>
    public string? Problem { get; init; }
}
