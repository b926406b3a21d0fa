using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("NeuralMemory.Tasks.Tests")]
