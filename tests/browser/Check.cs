namespace NeuralMemory.BrowserChecks;

/// <summary>Something that a page must do.</summary>
/// <param name="Name">What, in words.</param>
/// <param name="Run">Does it, and throws where the page does not; complaints of the browser fail it besides.</param>
internal sealed record Check(string Name, Func<Stage, Task> Run);

/// <summary>Fails a check.</summary>
internal sealed class CheckException(string message) : Exception(message);

/// <summary>What checks expect.</summary>
internal static class Expect
{
    /// <summary>That something holds.</summary>
    public static void True(bool holds, string otherwise)
    {
        if (!holds)
            throw new CheckException(otherwise);
    }

    /// <summary>That a text has another one in it.</summary>
    public static void Contains(string part, string? whole) =>
        True(whole?.Contains(part, StringComparison.OrdinalIgnoreCase) == true, $"expected '{part}' in: {whole}");

    /// <summary>That two are the same.</summary>
    public static void Same<T>(T expected, T found, string what) =>
        True(EqualityComparer<T>.Default.Equals(expected, found), $"{what}: expected {expected}, found {found}");

    /// <summary>Asks again and again until something holds.</summary>
    public static async Task Soon(Func<Task<bool>> holds, string otherwise, double seconds = 10)
    {
        DateTime end = DateTime.UtcNow.AddSeconds(seconds);
        while (!await holds())
        {
            True(DateTime.UtcNow < end, otherwise);
            await Task.Delay(50);
        }
    }
}
