#pragma warning disable CA1050, MA0047 // the runtime requires this name without a namespace

/// <summary>Runs in a program before its own code, and ends the program when the command that started it has ended.</summary>
/// <remarks>
/// The command holds the other end of the program's standard input. The system closes it when the command ends, for any reason.
/// Startup hooks: https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md
/// </remarks>
internal static class StartupHook
{
    /// <summary>Starts to watch the command. The runtime calls this method.</summary>
    public static void Initialize()
        => new Thread(EndWithTheCommand) { IsBackground = true, Name = "end with the command" }.Start();

    private static void EndWithTheCommand()
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
        }

        Environment.Exit(K8tre.Automation.ExitCode.Interrupted);
    }
}
