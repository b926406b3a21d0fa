using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>A layer of a decoder that looks at what an encoder made.</summary>
internal interface ISourceReader
{
    /// <summary>Its keys and values.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="memory">[R, E] what the encoder made.</param>
    /// <param name="rows">Which rows belong to each sequence.</param>
    KeysAndValues Across(Tape tape, Variable memory, SequenceRows rows);
}
