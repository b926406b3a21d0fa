using NeuralMemory.Numerics;
using TorchSharp;
using Generator = TorchSharp.torch.Generator;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch;

/// <summary>
/// Torch's generator, which belongs to the process. Who draws from it has it alone for that time, so that modules that are made or run at
/// the same time draw what each of them draws by itself.
/// </summary>
internal static class TorchGenerator
{
    private static readonly Lock Turn = new();

    /// <summary>Draws from where a key says.</summary>
    public static T Draw<T>(StreamKey key, Func<T> draw)
    {
        lock (Turn)
        {
            torch.manual_seed((long)key.Value).Dispose();
            return draw();
        }
    }

    /// <summary>Goes on drawing where an earlier call ended. That of a GPU cannot be set back, and is used as it stands.</summary>
    /// <param name="state">Where it ended; receives where this one ends.</param>
    /// <param name="draw">What draws.</param>
    public static T Draw<T>(ref byte[] state, Func<T> draw)
    {
        lock (Turn)
        {
            using Generator generator = Generator.Default;
            using (Tensor before = torch.tensor(state))
                generator.set_state(before);
            T drawn = draw();
            state = State();
            return drawn;
        }
    }

    /// <summary>Where it stands; for who draws.</summary>
    public static byte[] State()
    {
        using Generator generator = Generator.Default;
        using Tensor state = generator.get_state();
        return state.data<byte>().ToArray();
    }
}
