using K8tre.Automation.Commands;

StandardStream.UseForConsole();
return await CommandLine.RunAsync(args);
