using TorchSharp;

namespace NeuralMemory.Torch.Tests;

/// <summary>The tests as a program: it loads torch, uses it, and says what came of it.</summary>
internal static class Program
{
    /// <summary>Loads torch with a few threads at once.</summary>
    /// <returns>0, or 3 with the message of a <see cref="TorchUnavailableException"/>.</returns>
    public static int Main()
    {
        try
        {
            TorchInfo[] infos = new TorchInfo[4];
            Parallel.For(0, infos.Length, i => infos[i] = TorchLibrary.Load());
            if (infos.Any(info => !ReferenceEquals(info, infos[0])))
                throw new InvalidOperationException("torch was loaded more than once");
            SelfTestResult result = TorchSelfTest.Run(TorchDevices.List()[0]);
            using torch.Tensor sum = (torch.ones(3) + 1).sum();
            Console.WriteLine($"folder={infos[0].Folder}");
            Console.WriteLine($"chosen={infos[0].IsChosen}");
            Console.WriteLine($"version={infos[0].Version}");
            Console.WriteLine($"waived={string.Join(",", infos[0].Waived)}");
            Console.WriteLine($"right={result.IsRight} ({result.Product:E1}, {result.Gradient:E1})");
            Console.WriteLine($"sum={sum.item<float>():0}");
            Console.WriteLine($"built for={torch.__version__}");
            foreach (string line in OperatingSystem.IsLinux() ? File.ReadLines("/proc/self/maps") : [])
                if (line.Contains("libtorch_cpu", StringComparison.Ordinal))
                    Console.WriteLine($"map={line[line.IndexOf('/', StringComparison.Ordinal)..]}");
            return 0;
        }
        catch (TorchUnavailableException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 3;
        }
    }
}
