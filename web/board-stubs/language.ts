// biome-ignore lint/style/noDefaultExport: what it stands for has one
export default {};
