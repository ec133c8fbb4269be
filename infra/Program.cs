using K8tre.Stacks;
using K8tre.Stacks.Settings;
using Pulumi;

return await Deployment.RunAsync(() => Platform.Define(PlatformSettings.Read(new Config())));
