using NeuralMemory.Cli;

using Terminal terminal = Terminal.Open();
return CommandLine.Run(args, terminal);
