using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks;

/// <summary>Reports what a component refuses with the setting that it was created from.</summary>
/// <remarks>The rules of the settings refuse what a component would refuse. This is for a rule that is missing.</remarks>
internal static class NearestSetting
{
    /// <summary>Creates a component.</summary>
    /// <param name="path">Path of the settings that the component is created from, below <c>k8tre:platform</c>.</param>
    /// <param name="create">Creates it.</param>
    /// <exception cref="SettingsException">The component refuses its inputs.</exception>
    public static T Create<T>(string path, Func<T> create)
    {
        try
        {
            return create();
        }
        catch (Exception error) when (error is not (RunException or OutOfMemoryException))
        {
            // The first line: others name parameters of the code.
            var reason = error.Message.Split('\n')[0];
            throw new SettingsException(
                [new($"{ConfigKeys.PlatformPath}.{path}", $"or a setting below it cannot be deployed: {reason}; correct the setting")]);
        }
    }
}
