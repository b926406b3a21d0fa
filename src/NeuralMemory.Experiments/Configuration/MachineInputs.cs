using NeuralMemory.Machines;
using NeuralMemory.Tasks;

namespace NeuralMemory.Experiments;

/// <summary>What a task shows, as machines are told.</summary>
internal static class MachineInputs
{
    /// <summary>The input channels of a task.</summary>
    public static InputLayout Of(TaskDefinition task) => new(task.Inputs.Width)
    {
        Symbols =
        [
            .. task.Inputs.Items.Where(channel => channel.Symbols is not null)
                .Select(channel => new SymbolColumn(channel.Start, channel.Symbols!.Value, channel.Name)),
        ],
    };
}
