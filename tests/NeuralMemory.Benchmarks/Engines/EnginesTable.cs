using System.Diagnostics;
using System.Globalization;
using NeuralMemory.Torch;

namespace NeuralMemory.Benchmarks;

/// <summary>The training step of one machine on every engine and device that is there, and in plain TorchSharp, by batch.</summary>
internal static class EnginesTable
{
    public static int Run()
    {
        TorchLibrary.Load();
        TorchSharp.torch.set_num_threads(1);
        foreach (int batch in (int[])[1, 16])
        {
            using StepMeasurement native = new(new StepCase(StepMachines.Reference, batch, 1));
            using PlainTorchStep plain = new(native.Case.Load(), 100, 128, 20);
            native.WarmUp(TimeSpan.FromSeconds(0.8));
            for (int i = 0; i < 5; i++)
                plain.Run();
            List<double> ratios = [], plains = [];
            for (int round = 0; round < 9; round++)
            {
                native.Round(TimeSpan.FromSeconds(0.12), 1);
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < 3; i++)
                    plain.Run();
                plains.Add(Stopwatch.GetElapsedTime(start).TotalSeconds / 3);
                ratios.Add(plains[^1] / native.Medians[^1]);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"batch {batch}: native {native.Median / native.TimeSteps * 1e6:f2} us, plain {Statistics.Median(plains) / native.TimeSteps * 1e6:f1} us, ratio {Statistics.Median(ratios):f1}"));
        }

        return 0;
    }
}
