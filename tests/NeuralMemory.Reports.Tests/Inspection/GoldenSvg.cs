namespace NeuralMemory.Reports.Tests;

/// <summary>Pictures that were looked at and found right.</summary>
internal static class GoldenSvg
{
    /// <summary>The picture is the one of this name in the folder golden, byte for byte.</summary>
    public static void Matches(string name, string svg)
    {
        string golden = Path.Combine(AppContext.BaseDirectory, "Inspection", "golden", $"{name}.svg");
        string wanted = File.Exists(golden) ? File.ReadAllText(golden).ReplaceLineEndings("\n") : "";
        if (wanted == svg)
            return;
        string actual = Path.Combine(AppContext.BaseDirectory, $"{name}.svg");
        File.WriteAllText(actual, svg);
        Assert.Fail($"{name} is another picture than tests/NeuralMemory.Reports.Tests/Inspection/golden/{name}.svg; "
            + $"look at {actual}, and if it is right, put it there");
    }
}
