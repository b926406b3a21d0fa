using System.Globalization;
using TorchSharp;

namespace NeuralMemory.Torch.Tests;

/// <summary>
/// The tests as a program: it loads torch, uses it, and says what came of it. What a process has loaded stays loaded, so tests of loading
/// start it anew.
/// </summary>
internal static class Program
{
    /// <summary>Loads torch and uses it.</summary>
    /// <param name="withheld">Versions that the system's C++ library is believed not to have.</param>
    /// <returns>0, or 3 with the message of a <see cref="TorchUnavailableException"/>.</returns>
    public static int Main(string[] withheld)
    {
        try
        {
            TorchInfo info = withheld.Length == 0 ? LoadByManyThreads() : LoadWithout(withheld);
            using torch.Tensor sum = (torch.ones(3) + 1).sum();
            Console.WriteLine($"folder={info.Folder}");
            Console.WriteLine($"chosen={info.IsChosen}");
            Console.WriteLine($"version={info.Version}");
            Console.WriteLine($"waived={string.Join(",", info.Waived)}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sum={sum.item<float>()}"));
            return 0;
        }
        catch (TorchUnavailableException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 3;
        }
    }

    private static TorchInfo LoadWithout(string[] withheld) => TorchLoader.Load(
        Environment.GetEnvironmentVariable(TorchLibrary.Variable),
        library => LoadedLibraries.Versions(library)?.Except(withheld).ToHashSet());

    private static TorchInfo LoadByManyThreads()
    {
        TorchInfo[] infos = new TorchInfo[4];
        Parallel.For(0, infos.Length, i =>
        {
            try
            {
                infos[i] = TorchLibrary.Load();
            }
            catch (TorchUnavailableException)
            {
            }
        });
        TorchInfo info = TorchLibrary.Load();
        if (infos.Any(other => !ReferenceEquals(other, info)))
            throw new InvalidOperationException("torch was loaded more than once");
        return info;
    }
}
