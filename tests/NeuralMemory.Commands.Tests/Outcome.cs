using System.Text.Json;

namespace NeuralMemory.Commands.Tests;

/// <summary>What a command left: its exit code and all that it said.</summary>
internal sealed record Outcome(int ExitCode, string Out, string Error)
{
    /// <summary>Standard output as one JSON document.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>Standard output as one JSON document a line.</summary>
    public IReadOnlyList<JsonElement> JsonLines =>
        [.. Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>Fails with all that was said unless the exit code is the expected one, and never accepts a stack trace.</summary>
    public Outcome Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}, expected {exitCode}\n--- out\n{Out}\n--- error\n{Error}");
        Assert.DoesNotContain("   at ", Out + Error, StringComparison.Ordinal);
        return this;
    }
}
